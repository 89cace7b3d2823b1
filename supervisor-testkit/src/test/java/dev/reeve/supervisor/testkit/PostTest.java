package dev.reeve.supervisor.testkit;

import java.nio.file.Path;

/// A state producer that keeps its promises.
class PostTest extends StateProducerContract {
    @Override
    protected Given given(Path directory) {
        return new Post.Given();
    }
}
