/** What has to be there before a part of an environment is applied, looked up before Terraform begins. */
@NullMarked
package dev.caravan.local.cli.cloud.preflight;

import org.jspecify.annotations.NullMarked;
