package dev.concertina.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChecksumTest {

  @Test
  void isSha256InHexadecimal() {
    assertThat(Checksum.of("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void lineEndsOfAnotherSystemAreTheSameText() {
    assertThat(Checksum.of("a\r\nb\r\n")).isEqualTo(Checksum.of("a\nb\n"));
    assertThat(Checksum.of("a\rb")).isNotEqualTo(Checksum.of("a\nb"));
  }
}
