package io.descent.bench;

import java.nio.file.Path;

/**
 * A training.
 *
 * @param data the rows
 * @param output folder for whatever the training writes
 * @param setting one of {@link Peer#settings}
 */
record PeerJob(PeerData data, Path output, String setting) {
  /** The job of a peer, whose output lies beside the rows. */
  static PeerJob of(PeerData data, Peer peer, String setting) {
    return new PeerJob(data, data.folder().resolve(peer.name().replace(' ', '-')), setting);
  }

  /** Whatever stands behind a name in the setting. */
  String setting(String name) {
    String[] words = setting.split(" ");
    for (int i = 0; i + 1 < words.length; i++) {
      if (words[i].equals(name)) {
        return words[i + 1];
      }
    }
    throw new IllegalArgumentException(name + " is not in " + setting);
  }

  /** The file that a peer keeps its model in. */
  Path model() {
    return output.resolve("model");
  }
}
