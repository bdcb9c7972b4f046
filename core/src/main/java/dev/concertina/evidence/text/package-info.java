/** From a hostile text to the one statement that it holds. No server takes part. */
@NullMarked
package dev.concertina.evidence.text;

import org.jspecify.annotations.NullMarked;
