/** YAML as data with lines, and nothing that could do harm: no tags, no anchors, within limits. */
@NullMarked
package dev.concertina.source.yaml;

import org.jspecify.annotations.NullMarked;
