package io.descent.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** Tests run Spark with the options that its launcher would give. */
class ModuleOptionsTest {
  @Test
  void thePomSaysWhatTheLauncherSays() throws Exception {
    Document pom =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of("pom.xml").toFile());
    String options =
        pom.getElementsByTagName("spark.module.options").item(0).getTextContent().strip();
    assertThat(List.of(options.split("\\s+")))
        .containsExactlyElementsOf(
            List.of(JavaModuleOptions.defaultModuleOptions().strip().split("\\s+")));
  }
}
