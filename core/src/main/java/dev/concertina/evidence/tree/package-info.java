/** Reads the trees in which PostgreSQL keeps resolved queries. */
@NullMarked
package dev.concertina.evidence.tree;

import org.jspecify.annotations.NullMarked;
