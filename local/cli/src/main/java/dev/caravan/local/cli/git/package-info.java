/** Commits to a git repository that something else reads. */
@NullMarked
package dev.caravan.local.cli.git;

import org.jspecify.annotations.NullMarked;
