package dev.concertina.testkit;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;

/** Visits the files of a running server: they come and go, and the WAL knows of both. */
abstract class LiveFiles extends SimpleFileVisitor<Path> {

  @Override
  public final FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
    if (e instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw e;
  }
}
