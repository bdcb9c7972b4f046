/**
 * Files and directories of migration tools, as scripts in the order in which the tool runs them.
 */
@NullMarked
package dev.concertina.lint.layout;

import org.jspecify.annotations.NullMarked;
