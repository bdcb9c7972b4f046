package dev.concertina.change;

import java.util.List;

/**
 * One versioned file: what the user wants.
 *
 * @param description the file's name in words
 * @param file where it was read, for messages
 * @param text the whole text, kept in the journal
 * @param checksum SHA-256 of the text with line ends unified, in hexadecimal
 * @param changes in the order of the file
 */
public record Migration(
    Version version,
    String description,
    String file,
    String text,
    String checksum,
    List<Change> changes) {

  public Migration {
    changes = List.copyOf(changes);
  }
}
