/**
 * The experiment behind {@code concertina demo}: an old and a new application overlap on one
 * database while its schema changes, first as the migration was written, then through Concertina.
 *
 * <p>Nothing here decides what fails: the requests go to PostgreSQL, and a {@link
 * dev.concertina.cli.demo.Ledger} that remembers every acknowledged write judges what it returns.
 */
@NullMarked
package dev.concertina.cli.demo;

import org.jspecify.annotations.NullMarked;
