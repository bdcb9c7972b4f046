/** Text of migrations as it stands in files, before a grammar has seen it. */
@NullMarked
package dev.concertina.lint.text;

import org.jspecify.annotations.NullMarked;
