package dev.reeve.plugin.control.xmlrpc.wire;

/// What is served. Each connection gets a visit of its own.
public interface Site {
    Visit visit();

    /// One client's stay. Called by one thread; may block.
    interface Visit {
        /// Looks at a request before its body is read.
        void admit(Head head) throws Refusal;

        Answer answer(Head head, byte[] body) throws Refusal, InterruptedException;
    }
}
