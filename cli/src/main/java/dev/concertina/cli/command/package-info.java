/** The commands, one class each. */
@NullMarked
package dev.concertina.cli.command;

import org.jspecify.annotations.NullMarked;
