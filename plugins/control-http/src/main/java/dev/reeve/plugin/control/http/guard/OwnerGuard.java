package dev.reeve.plugin.control.http.guard;

import dev.reeve.plugin.control.http.call.Call;
import dev.reeve.plugin.control.http.call.Guard;
import dev.reeve.plugin.control.http.call.Role;

/// For a unix socket: the kernel has said who is at the other end, and only the owner and root come
/// as far as this. No browser does.
public final class OwnerGuard implements Guard {
    @Override
    public void admit(Call call) {}

    @Override
    public Role role(Call call) {
        return Role.ADMIN;
    }
}
