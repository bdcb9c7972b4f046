/** Liquibase's changelogs, with their structured changes written as SQL. */
@NullMarked
package dev.concertina.lint.liquibase;

import org.jspecify.annotations.NullMarked;
