package dev.concertina.parser;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import run.endive.runtime.ExportFunction;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.runtime.WasmFunctionHandle;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.FunctionImport;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.Import;

/**
 * What the grammar needs from its host: memory, C's long jumps, and a place for messages to vanish.
 * It is given no file, clock or network.
 */
final class HostFunctions {
  private static final long[] NOTHING = {};

  /** The build shortens the names of its imports; these are the ones that need an answer. */
  private static final Map<String, String> NAMES = names();

  private HostFunctions() {}

  static ImportValues of(WasmModule module) {
    ImportValues.Builder values = ImportValues.builder();
    module.importSection().stream().map(i -> function(module, i)).forEach(values::addFunction);
    return values.build();
  }

  private static HostFunction function(WasmModule module, Import wanted) {
    if (!(wanted instanceof FunctionImport function)) {
      throw new IllegalStateException("the grammar wants more than functions: " + wanted);
    }
    FunctionType type = module.typeSection().getType(function.typeIndex());
    return new HostFunction(function.module(), function.name(), type, handle(function, type));
  }

  private static WasmFunctionHandle handle(FunctionImport function, FunctionType type) {
    long[] zero = type.returns().isEmpty() ? NOTHING : new long[] {0};
    String name = NAMES.getOrDefault(function.name(), "");
    return switch (name) {
      case "invoke" -> (instance, args) -> invoke(instance, args, zero);
      case "longjmp" ->
          (instance, args) -> {
            throw new LongJump();
          };
      case "resize" -> (instance, args) -> new long[] {resize(instance.memory(), args[0])};
      case "write" -> (instance, args) -> new long[] {swallow(instance.memory(), args)};
      case "ignore" -> (instance, args) -> zero;
      default ->
          (instance, args) -> {
            throw new IllegalStateException("the grammar gave up, by import " + function.name());
          };
    };
  }

  /** Calls through the function table and catches a long jump, as C's setjmp would. */
  private static long[] invoke(Instance instance, long[] args, long[] zero) {
    long stack = instance.export(Engine.STACK_SAVE).apply()[0];
    try {
      int target = instance.table(0).requiredRef((int) args[0]);
      return instance.getMachine().call(target, Arrays.copyOfRange(args, 1, args.length));
    } catch (LongJump jump) {
      instance.export(Engine.STACK_RESTORE).apply(stack);
      ExportFunction setThrew = instance.export(Engine.SET_THREW);
      setThrew.apply(1, 0);
      return zero;
    }
  }

  private static long resize(Memory memory, long wantedBytes) {
    long bytes = wantedBytes & 0xffff_ffffL;
    int more = (int) ((bytes + Memory.PAGE_SIZE - 1) / Memory.PAGE_SIZE) - memory.pages();
    return more <= 0 || memory.grow(more) >= 0 ? 1 : 0;
  }

  /** Reports every byte of a write (file, vectors, count, result) as written. */
  private static long swallow(Memory memory, long[] args) {
    int written = 0;
    for (int i = 0; i < (int) args[2]; i++) {
      written += memory.readInt((int) args[1] + 8 * i + 4);
    }
    memory.writeI32((int) args[3], written);
    return 0;
  }

  private static Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    for (String invoke : "g b a d k l e f h j i y n".split(" ", -1)) {
      names.put(invoke, "invoke");
    }
    for (String ignored : "o r s u w".split(" ", -1)) {
      names.put(ignored, "ignore");
    }
    names.putAll(Map.of("p", "longjmp", "q", "resize", "t", "write"));
    return Map.copyOf(names);
  }

  /** C's longjmp on its way to the {@code invoke_} that called setjmp. */
  private static final class LongJump extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LongJump() {
      super(null, null, false, false);
    }
  }
}
