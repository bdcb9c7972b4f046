/** What a migration says about its statements in comments. */
@NullMarked
package dev.concertina.source.directive;

import org.jspecify.annotations.NullMarked;
