/// Sessions to Deephaven Community servers, by Deephaven's own client.
@NullMarked
package dev.reeve.plugin.session.community;

import org.jspecify.annotations.NullMarked;
