/** Migration files and naive SQL, read into changes or refused with file and line. */
@NullMarked
package dev.concertina.source;

import org.jspecify.annotations.NullMarked;
