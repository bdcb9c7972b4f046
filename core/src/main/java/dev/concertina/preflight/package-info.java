/** What would stop or harm a migration, found before its first step: all of it at once. */
@NullMarked
package dev.concertina.preflight;

import org.jspecify.annotations.NullMarked;
