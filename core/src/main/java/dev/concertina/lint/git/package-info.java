/** What git says about the files that are judged. */
@NullMarked
package dev.concertina.lint.git;

import org.jspecify.annotations.NullMarked;
