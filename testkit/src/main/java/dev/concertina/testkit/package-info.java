/** Real PostgreSQL servers for tests: one of each major version per JVM, a fresh database each. */
@NullMarked
package dev.concertina.testkit;

import org.jspecify.annotations.NullMarked;
