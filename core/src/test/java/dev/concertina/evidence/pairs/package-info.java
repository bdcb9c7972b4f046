/** Pairs of a migration and a statement, and what running them shows. */
package dev.concertina.evidence.pairs;
