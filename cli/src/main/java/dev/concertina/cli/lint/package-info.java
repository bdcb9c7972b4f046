/** What lint found, in the forms that people and programs read. */
@NullMarked
package dev.concertina.cli.lint;

import org.jspecify.annotations.NullMarked;
