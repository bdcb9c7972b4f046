/** What people read: plans, tables, progress. */
@NullMarked
package dev.concertina.cli.render;

import org.jspecify.annotations.NullMarked;
