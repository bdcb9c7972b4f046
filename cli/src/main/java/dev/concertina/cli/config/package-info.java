/** Flags over environment over file, read once. */
@NullMarked
package dev.concertina.cli.config;

import org.jspecify.annotations.NullMarked;
