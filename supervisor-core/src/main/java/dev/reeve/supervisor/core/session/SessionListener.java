package dev.reeve.supervisor.core.session;

import dev.reeve.supervisor.api.state.Liveness;

/// Is told what becomes of a session. Called by any thread; must not block.
public interface SessionListener {
    /// It is open.
    void opened(Liveness liveness);

    /// It could not be opened.
    void refused(Liveness why);

    /// It is open, and can be used no longer.
    void lost(Liveness why);

    /// It was closed, as was asked for, or is given up. The last word.
    void closed();

    /// Closing it has failed; the word that it is closed follows.
    void failed(String text);
}
