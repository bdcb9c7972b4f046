/** What programs read: the same facts as objects with stable names. */
@NullMarked
package dev.concertina.cli.json;

import org.jspecify.annotations.NullMarked;
