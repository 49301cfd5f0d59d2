package io.hydrant.test.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.hydrant.core.config.ConfigReader;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.test.process.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {
    @Test
    void streamIsAFlinkDeploymentTheOperatorAccepts() throws IOException {
        ObjectNode deployment = Manifests.of("stream.yaml", "FlinkDeployment", "clicks");

        assertThat(FlinkDeploymentSchema.read().faults(deployment)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/spec, flinkVersion, v9_99",
        "/spec/job, paralelism, 2",
        "/spec/job, upgradeMode, sometimes",
        "/spec/podTemplate/spec, containrs, 1",
        "/spec, imagePolicy, Always"
    })
    void theSchemaRefusesWhatTheOperatorWould(String parent, String field, String value) throws IOException {
        ObjectNode deployment = Manifests.of("stream.yaml", "FlinkDeployment", "clicks");
        ((ObjectNode) deployment.at(parent)).put(field, value);

        assertThat(FlinkDeploymentSchema.read().faults(deployment)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway.yaml", "stream.yaml"})
    void everythingElseIsWhatKubernetesKnows(String file) throws IOException {
        for (ObjectNode document : Manifests.of(file)) {
            if (!document.path("kind").asText().equals("FlinkDeployment")) {
                assertThat(KubernetesModel.read(document)).isNotNull();
            }
        }
    }

    @Test
    void aMisspeltFieldIsRefused() throws IOException {
        ObjectNode deployment = Manifests.of("gateway.yaml", "Deployment", "hydrant-gateway");
        ((ObjectNode) deployment.at("/spec/template/spec/containers/0")).put("livenesProbe", 1);

        assertThatThrownBy(() -> KubernetesModel.read(deployment))
                .isInstanceOf(UnrecognizedPropertyException.class)
                .hasMessageContaining("livenesProbe");
    }

    @Test
    void theServiceReachesTheGatewaysPort() throws IOException {
        Deployment deployment =
                (Deployment) KubernetesModel.read(Manifests.of("gateway.yaml", "Deployment", "hydrant-gateway"));
        Service service = (Service) KubernetesModel.read(Manifests.of("gateway.yaml", "Service", "hydrant-gateway"));
        Container gateway =
                deployment.getSpec().getTemplate().getSpec().getContainers().get(0);

        assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(service.getSpec().getSelector());
        assertThat(gateway.getPorts())
                .extracting("name")
                .contains(service.getSpec().getPorts().get(0).getTargetPort().getStrVal());
        assertThat(gateway.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/readyz");
        assertThat(gateway.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/healthz");
        assertThat(deployment
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getSecurityContext()
                        .getRunAsNonRoot())
                .isTrue();
    }

    @Test
    void theStreamsFilesAreMountedWhereTheJobLooks() throws IOException {
        ObjectNode deployment = Manifests.of("stream.yaml", "FlinkDeployment", "clicks");
        ObjectNode files = Manifests.of("stream.yaml", "ConfigMap", "clicks");
        String folder = deployment
                .at("/spec/podTemplate/spec/containers/0/volumeMounts/0/mountPath")
                .asText();

        assertThat(deployment
                        .at("/spec/podTemplate/spec/volumes/0/configMap/name")
                        .asText())
                .isEqualTo("clicks");
        assertThat(deployment.at("/spec/job/args"))
                .extracting(argument -> argument.asText())
                .containsExactly("--stream", folder + "/stream.json", "--conf", folder + "/hydrant.yaml");
        assertThat(files.path("data").fieldNames()).toIterable().contains("stream.json", "hydrant.yaml");
    }

    @Test
    void hydrantReadsTheStreamsFiles(@TempDir Path folder) throws IOException {
        ObjectNode files = Manifests.of("stream.yaml", "ConfigMap", "clicks");
        Path stream = Files.writeString(
                folder.resolve("stream.json"), files.at("/data/stream.json").asText());
        Path conf = Files.writeString(
                folder.resolve("hydrant.yaml"), files.at("/data/hydrant.yaml").asText());

        assertThat(StreamDefinition.read(stream).name()).isEqualTo("clicks");
        assertThat(ConfigReader.read(conf).s3().scheme()).isEqualTo("s3a");
    }

    @Test
    void hydrantReadsTheGatewaysConfigurationOfTheReadme(@TempDir Path folder) throws IOException {
        String readme = Files.readString(Repository.root().resolve("k8s/README.md"));
        String yaml = readme.substring(readme.indexOf("```yaml\n") + "```yaml\n".length());
        Path conf = Files.writeString(folder.resolve("hydrant.yaml"), yaml.substring(0, yaml.indexOf("```")));

        assertThat(ConfigReader.read(conf).gateway().credentials()).hasSize(1);
    }
}
