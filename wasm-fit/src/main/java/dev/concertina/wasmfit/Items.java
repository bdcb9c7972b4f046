package dev.concertina.wasmfit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The items of sections that are lists. */
record Items(Map<Integer, byte[]> sections) {
  /** The items of a section; none if the file has no such section. */
  <T> List<T> of(int section, Function<BinaryReader, T> reader) {
    List<T> items = new ArrayList<>();
    byte[] content = sections.get(section);
    if (content != null) {
      BinaryReader in = new BinaryReader(content);
      int count = in.readUnsigned();
      for (int i = 0; i < count; i++) {
        items.add(reader.apply(in));
      }
    }
    return items;
  }

  static <T> byte[] bytes(List<T> items, BiConsumer<T, BinaryWriter> writer) {
    BinaryWriter out = new BinaryWriter().writeUnsigned(items.size());
    items.forEach(item -> writer.accept(item, out));
    return out.toBytes();
  }
}
