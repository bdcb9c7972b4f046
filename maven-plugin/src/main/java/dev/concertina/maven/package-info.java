/** Goals of Maven: thin, each is a command of the program. */
@NullMarked
package dev.concertina.maven;

import org.jspecify.annotations.NullMarked;
