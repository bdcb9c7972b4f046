package dev.concertina.lint.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MigrationBytesTest {

  @Test
  void byte_order_marks_are_understood() {
    assertThat(read("\uFEFFSELECT 1".getBytes(StandardCharsets.UTF_8))).isEqualTo("SELECT 1");
    assertThat(read("\uFEFFSELECT 1".getBytes(StandardCharsets.UTF_16LE))).isEqualTo("SELECT 1");
    assertThat(read("\uFEFFSELECT 1".getBytes(StandardCharsets.UTF_16BE))).isEqualTo("SELECT 1");
  }

  @Test
  void a_byte_that_is_no_utf8_does_no_harm() {
    assertThat(read("-- é\nSELECT 1".getBytes(StandardCharsets.ISO_8859_1)))
        .isEqualTo("-- \uFFFD\nSELECT 1");
  }

  @Test
  void zero_bytes_are_refused() {
    assertThatThrownBy(() -> read(new byte[] {'a', 0}))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("no text");
  }

  @Test
  void a_stream_without_end_is_refused() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return ' ';
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            return length;
          }
        };

    assertThatThrownBy(() -> MigrationBytes.read(endless, "-"))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("larger than 32 MiB");
  }

  private static String read(byte[] bytes) {
    return MigrationBytes.read(new ByteArrayInputStream(bytes), "-");
  }
}
