package dev.concertina.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file or a directory cannot be read, in plain words. */
public final class Reasons {

  private Reasons() {}

  public static String of(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "it is not there";
    }
    if (e instanceof AccessDeniedException) {
      return "its permissions forbid it";
    }
    if (e instanceof NotDirectoryException) {
      return "it is not a directory";
    }
    return String.valueOf(e.getMessage());
  }
}
