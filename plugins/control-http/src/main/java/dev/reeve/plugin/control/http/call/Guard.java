package dev.reeve.plugin.control.http.call;

/// Decides who may ask. Called before anything but the head of a request was read.
public interface Guard {
    /// Whether such a request may come in here at all, whoever sends it.
    ///
    /// @throws Refusal if it may not
    void admit(Call call) throws Refusal;

    /// What the sender of this request may do.
    ///
    /// @throws Refusal if it has not shown who it is
    Role role(Call call) throws Refusal;
}
