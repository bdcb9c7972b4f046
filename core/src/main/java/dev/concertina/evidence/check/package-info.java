/** Which live statements a migration would break or change, phase by phase, tried on a twin. */
@NullMarked
package dev.concertina.evidence.check;

import org.jspecify.annotations.NullMarked;
