/** A Kubernetes cluster on this machine, and what it proves of the manifests. */
@NullMarked
package dev.caravan.local.cli.cluster;

import org.jspecify.annotations.NullMarked;
