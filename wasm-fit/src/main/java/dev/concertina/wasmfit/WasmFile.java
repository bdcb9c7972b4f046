package dev.concertina.wasmfit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads and writes a module; sections that are not looked at are copied, custom ones left out. */
final class WasmFile {
  static final int TYPES = 1;
  static final int IMPORTS = 2;
  static final int FUNCTIONS = 3;
  static final int GLOBALS = 6;
  static final int EXPORTS = 7;
  static final int START = 8;
  static final int ELEMENTS = 9;
  static final int CODE = 10;

  private static final int CUSTOM = 0;
  private static final int DATA_COUNT = 12;

  /** Sections stand in the order of their numbers, but the count of data comes before the code. */
  private static final Comparator<Integer> ORDER =
      Comparator.comparingInt(id -> id == DATA_COUNT ? 2 * CODE - 1 : 2 * id);

  private static final byte[] HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};

  private WasmFile() {}

  static Module read(byte[] file) {
    BinaryReader in = new BinaryReader(file);
    if (!Arrays.equals(in.readBytes(HEADER.length), HEADER)) {
      throw new IllegalArgumentException("not a WebAssembly module of version 1");
    }
    Map<Integer, byte[]> sections = new LinkedHashMap<>();
    while (in.hasMore()) {
      int id = in.readByte();
      byte[] content = in.readBytes(in.readUnsigned());
      if (id != CUSTOM) {
        sections.put(id, content);
      }
    }
    return module(sections);
  }

  private static Module module(Map<Integer, byte[]> sections) {
    Items items = new Items(sections);
    List<FunctionType> types = items.of(TYPES, FunctionType::read);
    List<FunctionType> imported = imports(items, types);
    List<FunctionType> own = items.of(FUNCTIONS, in -> types.get(in.readUnsigned()));
    List<byte[]> codes = items.of(CODE, in -> in.readBytes(in.readUnsigned()));
    List<Function> functions = new ArrayList<>();
    for (int i = 0; i < codes.size(); i++) {
      functions.add(Function.read(own.get(i), codes.get(i)));
    }
    List<byte[]> globals = items.of(GLOBALS, WasmFile::global);
    return new Module(
        types, imported, functions, globals, items.of(EXPORTS, Export::read), sections);
  }

  private static List<FunctionType> imports(Items items, List<FunctionType> types) {
    return items.of(
        IMPORTS,
        in -> {
          in.readName();
          String name = in.readName();
          if (in.readByte() != 0) {
            throw new IllegalArgumentException("import " + name + " is not a function");
          }
          return types.get(in.readUnsigned());
        });
  }

  /** A global with its first value, as it stands in the file. */
  private static byte[] global(BinaryReader in) {
    int start = in.position();
    in.skip(2);
    in.readByte();
    in.skipNumber();
    if (in.readByte() != Op.END) {
      throw new IllegalArgumentException("a global whose first value is no constant");
    }
    return in.slice(start, in.position());
  }

  static byte[] write(Module module) {
    BinaryWriter out = new BinaryWriter().writeBytes(HEADER);
    Map<Integer, byte[]> changed = new TreeMap<>(ORDER);
    changed.putAll(module.sections());
    changed.put(TYPES, Items.bytes(module.types(), (type, to) -> type.writeTo(to)));
    changed.put(
        FUNCTIONS,
        Items.bytes(
            module.functions(), (f, to) -> to.writeUnsigned(module.types().indexOf(f.type()))));
    changed.put(GLOBALS, Items.bytes(module.globals(), (global, to) -> to.writeBytes(global)));
    changed.put(EXPORTS, Items.bytes(module.exports(), (export, to) -> export.writeTo(to)));
    changed.put(CODE, Items.bytes(module.functions(), (f, to) -> to.writeSized(f.code())));
    changed.forEach((id, content) -> out.writeByte(id).writeSized(content));
    return out.toBytes();
  }
}
