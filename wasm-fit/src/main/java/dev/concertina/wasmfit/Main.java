package dev.concertina.wasmfit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;

/** {@code IN OUT EXPORT…}: writes the module again, with these exported functions, split. */
public final class Main {
  /**
   * HotSpot compiles methods of up to 8,000 bytes; what is added when a part is written fits in.
   */
  private static final int BUDGET = 6_000;

  private Main() {}

  /**
   * Does it.
   *
   * @throws IOException if a file cannot be read or written
   * @throws IllegalArgumentException if the module has something in it that is not handled
   */
  public static void main(String[] args) throws IOException {
    Module module = WasmFile.read(Files.readAllBytes(Path.of(args[0])));
    new Pruner(module).keepOnly(new LinkedHashSet<>(Arrays.asList(args).subList(2, args.length)));
    new Splitter(module, BUDGET).splitAll();
    Path out = Path.of(args[1]);
    Files.createDirectories(out.toAbsolutePath().getParent());
    Files.write(out, WasmFile.write(module));
  }
}
