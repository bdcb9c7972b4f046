/** The schema and the transaction, as the scripts before a statement leave them. */
@NullMarked
package dev.concertina.hazard.model;

import org.jspecify.annotations.NullMarked;
