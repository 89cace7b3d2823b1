package dev.reeve.plugin.control.http.guard;

import dev.reeve.plugin.control.http.call.Call;
import dev.reeve.plugin.control.http.call.Guard;
import dev.reeve.plugin.control.http.call.Role;

/// For a unix socket: the kernel has said who is at the other end, and the entrance what that user
/// may do. No browser comes here.
public final class PeerGuard implements Guard {
    @Override
    public void admit(Call call) {}

    @Override
    public Role role(Call call) {
        return call.peer();
    }
}
