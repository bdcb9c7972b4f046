/** The words of a migration in YAML: what each may say, and the statement or change it means. */
@NullMarked
package dev.concertina.source.word;

import org.jspecify.annotations.NullMarked;
