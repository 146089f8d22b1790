// A Terraform provider that has the schema of hashicorp/helm 3.1 and does nothing: `terraform validate` and `test` find
// misspelt and missing arguments with it where the real provider cannot be had. It applies nothing, and cannot be
// installed: Terraform reaches it only through TF_REATTACH_PROVIDERS, whose value it prints.
package main

import (
	"context"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func main() {
	err := providerserver.Serve(context.Background(), func() provider.Provider { return &helm{} }, providerserver.ServeOpts{
		Address:         "registry.terraform.io/hashicorp/helm",
		Debug:           true,
		ProtocolVersion: 6,
	})
	if err != nil {
		log.Fatal(err)
	}
}

type helm struct{}

func (*helm) Metadata(_ context.Context, _ provider.MetadataRequest, answer *provider.MetadataResponse) {
	answer.TypeName = "helm"
	answer.Version = "3.1.0"
}

func text() schema.StringAttribute       { return schema.StringAttribute{Optional: true} }
func neededText() schema.StringAttribute { return schema.StringAttribute{Required: true} }
func flag() schema.BoolAttribute         { return schema.BoolAttribute{Optional: true} }
func texts() schema.ListAttribute {
	return schema.ListAttribute{Optional: true, ElementType: types.StringType}
}

func (*helm) Schema(_ context.Context, _ provider.SchemaRequest, answer *provider.SchemaResponse) {
	answer.Schema = schema.Schema{Attributes: map[string]schema.Attribute{
		"burst_limit":            schema.Int64Attribute{Optional: true},
		"debug":                  flag(),
		"helm_driver":            text(),
		"plugins_path":           text(),
		"qps":                    schema.Float64Attribute{Optional: true},
		"registry_config_path":   text(),
		"repository_cache":       text(),
		"repository_config_path": text(),
		"experiments": schema.SingleNestedAttribute{Optional: true, Attributes: map[string]schema.Attribute{
			"manifest": flag(),
		}},
		"registries": schema.ListNestedAttribute{Optional: true, NestedObject: schema.NestedAttributeObject{
			Attributes: map[string]schema.Attribute{
				"password": neededText(), "url": neededText(), "username": neededText(),
			},
		}},
		"kubernetes": schema.SingleNestedAttribute{Optional: true, Attributes: map[string]schema.Attribute{
			"client_certificate": text(), "client_key": text(), "cluster_ca_certificate": text(),
			"config_context": text(), "config_context_auth_info": text(), "config_context_cluster": text(),
			"config_path": text(), "config_paths": texts(), "host": text(), "insecure": flag(),
			"password": text(), "proxy_url": text(), "tls_server_name": text(), "token": text(), "username": text(),
			"exec": schema.SingleNestedAttribute{Optional: true, Attributes: map[string]schema.Attribute{
				"api_version": neededText(), "command": neededText(), "args": texts(),
				"env": schema.MapAttribute{Optional: true, ElementType: types.StringType},
			}},
		}},
	}}
}

func (*helm) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {}

func (*helm) DataSources(context.Context) []func() datasource.DataSource { return nil }

func (*helm) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{func() resource.Resource { return &release{} }}
}

type release struct{}

func (*release) Metadata(_ context.Context, _ resource.MetadataRequest, answer *resource.MetadataResponse) {
	answer.TypeName = "helm_release"
}

func (*release) Schema(_ context.Context, _ resource.SchemaRequest, answer *resource.SchemaResponse) {
	attributes := map[string]resourceschema.Attribute{
		"id":       resourceschema.StringAttribute{Computed: true},
		"manifest": resourceschema.StringAttribute{Computed: true},
		"status":   resourceschema.StringAttribute{Computed: true},
		"name":     resourceschema.StringAttribute{Required: true},
		"chart":    resourceschema.StringAttribute{Required: true},
		"values":   resourceschema.ListAttribute{Optional: true, ElementType: types.StringType},
		"timeouts": resourceschema.SingleNestedAttribute{Optional: true, Attributes: map[string]resourceschema.Attribute{
			"create": resourceschema.StringAttribute{Optional: true}, "delete": resourceschema.StringAttribute{Optional: true},
			"read": resourceschema.StringAttribute{Optional: true}, "update": resourceschema.StringAttribute{Optional: true},
		}},
		"postrender": resourceschema.SingleNestedAttribute{Optional: true, Attributes: map[string]resourceschema.Attribute{
			"args":        resourceschema.ListAttribute{Optional: true, ElementType: types.StringType},
			"binary_path": resourceschema.StringAttribute{Required: true},
		}},
	}
	for _, name := range []string{"description", "keyring", "namespace", "repository", "repository_ca_file",
		"repository_cert_file", "repository_key_file", "repository_password", "repository_username", "version"} {
		attributes[name] = resourceschema.StringAttribute{Optional: true, Computed: true}
	}
	for _, name := range []string{"atomic", "cleanup_on_fail", "create_namespace", "dependency_update", "devel",
		"disable_crd_hooks", "disable_openapi_validation", "disable_webhooks", "force_update", "lint", "pass_credentials",
		"recreate_pods", "render_subchart_notes", "replace", "reset_values", "reuse_values", "skip_crds", "take_ownership",
		"upgrade_install", "verify", "wait", "wait_for_jobs"} {
		attributes[name] = resourceschema.BoolAttribute{Optional: true, Computed: true}
	}
	for _, name := range []string{"max_history", "timeout", "set_wo_revision"} {
		attributes[name] = resourceschema.Int64Attribute{Optional: true, Computed: true}
	}
	for name, needsValue := range map[string]bool{"set": false, "set_sensitive": true} {
		attributes[name] = resourceschema.ListNestedAttribute{Optional: true, NestedObject: resourceschema.NestedAttributeObject{
			Attributes: map[string]resourceschema.Attribute{
				"name":  resourceschema.StringAttribute{Required: true},
				"type":  resourceschema.StringAttribute{Optional: true},
				"value": resourceschema.StringAttribute{Required: needsValue, Optional: !needsValue},
			},
		}}
	}
	attributes["set_wo"] = resourceschema.ListNestedAttribute{Optional: true, WriteOnly: true, NestedObject: resourceschema.NestedAttributeObject{
		Attributes: map[string]resourceschema.Attribute{
			"name":  resourceschema.StringAttribute{Required: true, WriteOnly: true},
			"type":  resourceschema.StringAttribute{Optional: true, WriteOnly: true},
			"value": resourceschema.StringAttribute{Required: true, WriteOnly: true},
		},
	}}
	attributes["set_list"] = resourceschema.ListNestedAttribute{Optional: true, NestedObject: resourceschema.NestedAttributeObject{
		Attributes: map[string]resourceschema.Attribute{
			"name":  resourceschema.StringAttribute{Required: true},
			"value": resourceschema.ListAttribute{Required: true, ElementType: types.StringType},
		},
	}}
	answer.Schema = resourceschema.Schema{Attributes: attributes}
}

const nothing = "This provider only knows names. Remove TF_REATTACH_PROVIDERS to use the real one."

func (*release) Create(_ context.Context, _ resource.CreateRequest, answer *resource.CreateResponse) {
	answer.Diagnostics.AddError("Nothing can be installed", nothing)
}

func (*release) Read(_ context.Context, _ resource.ReadRequest, answer *resource.ReadResponse) {
	answer.Diagnostics.AddError("Nothing can be read", nothing)
}

func (*release) Update(_ context.Context, _ resource.UpdateRequest, answer *resource.UpdateResponse) {
	answer.Diagnostics.AddError("Nothing can be changed", nothing)
}

func (*release) Delete(_ context.Context, _ resource.DeleteRequest, answer *resource.DeleteResponse) {
	answer.Diagnostics.AddError("Nothing can be removed", nothing)
}
