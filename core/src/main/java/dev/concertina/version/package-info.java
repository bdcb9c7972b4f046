/** Schemas named after a version, whose views show the new shape under the old name. */
@NullMarked
package dev.concertina.version;

import org.jspecify.annotations.NullMarked;
