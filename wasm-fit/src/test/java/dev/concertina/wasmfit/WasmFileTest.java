package dev.concertina.wasmfit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WasmFileTest {

  @Test
  void what_is_written_is_read_again() {
    byte[] written = WasmFile.write(Modules.ofOneFunction(Modules.bigSwitch(5)));
    assertThat(WasmFile.write(WasmFile.read(written))).isEqualTo(written);
  }

  @Test
  void another_file_is_refused() {
    assertThatThrownBy(() -> WasmFile.read("<html></html>".getBytes(UTF_8)))
        .hasMessageContaining("not a WebAssembly module");
  }

  @Test
  void a_function_that_no_kept_export_calls_is_emptied() {
    Module module = Modules.ofOneFunction(Modules.bigSwitch(5));
    Function function = module.functions().get(0);
    module.add(function);
    module.exports().add(new Export("other", 0, 1));
    new Pruner(module).keepOnly(Set.of("run"));
    assertThat(module.exports()).extracting(Export::name).containsExactly("run");
    assertThat(module.functions().get(0)).isEqualTo(function);
    assertThat(module.functions().get(1).body()).hasSize(2);
    assertThat(Modules.results(module, List.of(1))).hasSize(1);
  }

  @Test
  void an_export_that_is_not_there_is_told() {
    Module module = Modules.ofOneFunction(Modules.bigSwitch(5));
    assertThatThrownBy(() -> new Pruner(module).keepOnly(Set.of("missing")))
        .hasMessageContaining("missing");
  }
}
