/** The seven destructive changes: what the old and the new application say, and what each means. */
@NullMarked
package dev.concertina.cli.demo.scenario;

import org.jspecify.annotations.NullMarked;
