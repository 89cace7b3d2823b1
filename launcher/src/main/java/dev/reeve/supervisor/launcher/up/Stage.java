package dev.reeve.supervisor.launcher.up;

import dev.reeve.supervisor.launcher.text.Screen;

import org.jspecify.annotations.Nullable;

/// One terminal for those who write lines and the tree that stands below them: the tree steps aside
/// for each line. Without a tree, lines are just written. Safe for use by several threads.
final class Stage {
    private @Nullable Screen screen;
    private String shown = "";

    /// @param screen where the tree is shown, or null where there is none
    Stage(@Nullable Screen screen) {
        this.screen = screen;
    }

    /// Writes something above the tree.
    synchronized void aside(Runnable writing) {
        if (screen == null) {
            writing.run();
            return;
        }
        screen.clear();
        writing.run();
        if (!shown.isEmpty()) {
            screen.show(shown);
        }
    }

    /// Shows the tree as it is now.
    synchronized void show(String tree) {
        if (screen != null) {
            shown = tree;
            screen.show(tree);
        }
    }

    /// Whether there is a tree.
    synchronized boolean isSet() {
        return screen != null;
    }

    /// From now on there is no tree; the last one stays where it is.
    synchronized void end() {
        if (screen != null) {
            screen.close();
            screen = null;
        }
    }
}
