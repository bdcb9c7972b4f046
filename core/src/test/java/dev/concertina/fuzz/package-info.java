/** What jazzer calls: {@code docs/reliability.md}. */
@org.jspecify.annotations.NullMarked
package dev.concertina.fuzz;
